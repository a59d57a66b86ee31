
# Only our own link, and not in an upgrade, in which the command is there again.
command_link="${DPKG_ROOT:-}/usr/bin/keyferry"
command_file=/opt/Keyferry/resources/bin/keyferry
if [ "$(readlink "$command_link")" = "$command_file" ] && [ ! -e "${DPKG_ROOT:-}$command_file" ]; then
    rm -f "$command_link"
fi
