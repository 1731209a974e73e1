package mydocker.linux;

import jnr.ffi.Pointer;

/** Functions of the C library for sockets: socket(7). */
public interface SocketCalls {
  /** socketpair(2). */
  int socketpair(int domain, int type, int protocol, int[] sv);

  /** sendmsg(2). */
  long sendmsg(int sockfd, Pointer msg, int flags);
}
