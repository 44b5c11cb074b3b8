# Reads files by magics and shell lines.
# loses: nothing

!cat /etc/shadow; ls -la / ..; cat CHECKOUT/autograder/oracles.py; env
%pwd
%ls ..
%system cat /proc/1/environ
