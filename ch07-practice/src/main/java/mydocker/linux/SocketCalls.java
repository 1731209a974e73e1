package mydocker.linux;

import jnr.ffi.Pointer;

/** Functions of the C library for sockets: socket(7). */
public interface SocketCalls {
  int socketpair(int domain, int type, int protocol, int[] sv);

  int socket(int domain, int type, int protocol);

  int bind(int sockfd, byte[] addr, int addrlen);

  int setsockopt(int sockfd, int level, int optname, int[] optval, int optlen);

  int listen(int sockfd, int backlog);

  int shutdown(int sockfd, int how);

  int getsockname(int sockfd, byte[] addr, int[] addrlen);

  long sendmsg(int sockfd, Pointer msg, int flags);
}
