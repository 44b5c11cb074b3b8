# Reads files by magics and shell lines.
# loses: nothing

!cat /etc/shadow; ls -la / ..; cat CHECKOUT/solutions/hidden/oracles.py; env
%pwd
%ls ..
%system cat /proc/1/environ
