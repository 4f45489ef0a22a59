sudo tee /etc/systemd/system/<<name>>-failed.service >/dev/null <<'END'
[Unit]
Description=kgreport: mail <<mail>> that <<name>>.service failed

[Service]
Type=oneshot
ExecStart=/bin/sh -c "journalctl --unit=<<name>>.service --lines=100 --no-pager | mail -s '<<name>> failed' <<mail>>"
END
