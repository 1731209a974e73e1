package mydocker.linux;

import jnr.ffi.Pointer;

/** Functions of the C library for terminals: termios(3), and who is in the foreground. */
public interface TerminalCalls {
  int isatty(int fd);

  int getpgrp();

  int tcgetpgrp(int fd);

  int tcsetpgrp(int fd, int pgrp);

  int tcgetattr(int fd, Pointer termios);

  int tcsetattr(int fd, int when, Pointer termios);
}
