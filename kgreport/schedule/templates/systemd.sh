# kgreport: <<when>>, by the clock of this machine. Paste this into a shell,
# or write the lines between a `tee` and its END into the file that it names.
sudo tee /etc/systemd/system/<<name>>.service >/dev/null <<'END'
[Unit]
Description=kgreport: build reports, <<when>>
<<on_failure>>

[Service]
Type=oneshot
User=<<user>>
WorkingDirectory=<<project>>
ExecStart=<<command>>
Nice=10
# One hour to wait for another build, three hours to build.
TimeoutStartSec=4h
END
sudo tee /etc/systemd/system/<<name>>.timer >/dev/null <<'END'
[Unit]
Description=kgreport: build reports, <<when>>

[Timer]
OnCalendar=<<calendar>>
# A run that was missed while the machine was off starts when the machine is on again.
Persistent=true

[Install]
WantedBy=timers.target
END
<<failed>>sudo systemctl daemon-reload
sudo systemctl enable --now <<name>>.timer
# Next run:  systemctl list-timers <<name>>.timer
# Run now:   sudo systemctl start <<name>>.service
# Logs:      journalctl --unit <<name>>.service
