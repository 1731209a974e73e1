package mydocker.linux;

import jnr.ffi.Pointer;

/** Functions of the C library for terminals: termios(3), and who is in the foreground. */
public interface TerminalCalls {
  /** isatty(3). */
  int isatty(int fd);

  /** getpgrp(2). */
  int getpgrp();

  /** tcgetpgrp(3). */
  int tcgetpgrp(int fd);

  /** tcsetpgrp(3). */
  int tcsetpgrp(int fd, int pgrp);

  /** tcgetattr(3). */
  int tcgetattr(int fd, Pointer termios);

  /** tcsetattr(3). */
  int tcsetattr(int fd, int when, Pointer termios);

  /** ioctl(2), of a request that is given an address. */
  int ioctl(int fd, long request, Pointer argp);
}
