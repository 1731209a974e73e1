package mydocker.linux;

/** Functions of the C library for sockets: socket(7). */
public interface SocketCalls {
  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int sockfd, byte[] addr, int addrlen);

  /** setsockopt(2). */
  int setsockopt(int sockfd, int level, int optname, int[] optval, int optlen);

  /** listen(2). */
  int listen(int sockfd, int backlog);

  /** shutdown(2). */
  int shutdown(int sockfd, int how);

  /** getsockname(2). */
  int getsockname(int sockfd, byte[] addr, int[] addrlen);
}
