
# The keyferry command, unless something else has that name already (one installed by npm, for example).
command_link="${DPKG_ROOT:-}/usr/bin/keyferry"
command_file=/opt/Keyferry/resources/bin/keyferry
if [ "$(readlink "$command_link")" = "$command_file" ] || { [ ! -e "$command_link" ] && [ ! -L "$command_link" ]; }; then
    ln -sf "$command_file" "$command_link"
else
    echo "$command_link is something else already and stays; the command is $command_file"
fi
