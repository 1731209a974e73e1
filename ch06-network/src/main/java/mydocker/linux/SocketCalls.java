package mydocker.linux;

/** Functions of the C library for sockets: socket(7). */
public interface SocketCalls {
  int socket(int domain, int type, int protocol);

  int bind(int sockfd, byte[] addr, int addrlen);

  int getsockname(int sockfd, byte[] addr, int[] addrlen);
}
