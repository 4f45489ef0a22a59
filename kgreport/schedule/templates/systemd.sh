# kgreport: [[build.when]], by the clock of this machine. Paste this into a shell,
# or write the lines between a `tee` and its END into the file that it names.
sudo tee /etc/systemd/system/[[build.name]].service >/dev/null <<'END'
[Unit]
Description=kgreport: build reports, [[build.when]]
{% if build.mail %}
OnFailure=[[build.name]]-failed.service
{% else %}
# OnFailure=another.service would start that service when a report failed; --mail writes one.
{% endif %}

[Service]
Type=oneshot
User=[[build.user]]
WorkingDirectory=[[project]]
ExecStart=[[command]]
Nice=10
# One hour to wait for another build, three hours to build.
TimeoutStartSec=4h
END
sudo tee /etc/systemd/system/[[build.name]].timer >/dev/null <<'END'
[Unit]
Description=kgreport: build reports, [[build.when]]

[Timer]
OnCalendar=[[calendar]]
# A run that was missed while the machine was off starts when the machine is on again.
Persistent=true

[Install]
WantedBy=timers.target
END
{% if build.mail %}
sudo tee /etc/systemd/system/[[build.name]]-failed.service >/dev/null <<'END'
[Unit]
Description=kgreport: mail [[build.mail]] that [[build.name]].service failed

[Service]
Type=oneshot
Environment=LC_ALL=C.UTF-8
# The mail has what kgreport said in the run that failed: what failed, why, and what to do.
ExecStart=/bin/sh -c "{ journalctl --output=cat _TRANSPORT=stdout _SYSTEMD_INVOCATION_ID=$$(systemctl show --property=InvocationID --value [[build.name]].service); echo; echo 'journalctl --unit=[[build.name]].service'; } | mail -s '[[build.name]]: reports failed' [[build.mail]]"
END
{% endif %}
sudo systemctl daemon-reload
sudo systemctl enable --now [[build.name]].timer
# Next run:  systemctl list-timers [[build.name]].timer
# Run now:   sudo systemctl start [[build.name]].service
# Logs:      journalctl --unit [[build.name]].service
