package mydocker.linux;

/** Functions of the C library for sockets: socket(7). */
public interface SocketCalls {
  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int sockfd, byte[] addr, int addrlen);

  /** getsockname(2). */
  int getsockname(int sockfd, byte[] addr, int[] addrlen);
}
