package mydocker.linux;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import jnr.constants.platform.Errno;

/**
 * A port of the host that is taken: bound by a socket that does not listen. Nobody else can have it
 * as long as any process has the socket open, and the kernel gives it back with the last one.
 */
public final class HostPort implements AutoCloseable {
  // socket(2), on x86-64 and aarch64
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;

  // struct sockaddr_in: ip(7)
  private static final int PORT = 2;
  private static final int ADDRESS = 4;

  private final int fd;
  private final int port;

  private HostPort(int fd, int port) {
    this.fd = fd;
    this.port = port;
  }

  /**
   * Takes a TCP port.
   *
   * @param address one of the host's, or 0.0.0.0 for all of them
   * @param port 1 to 65535, or 0 for any that is free
   * @throws IOException in docker's words, if somebody has it; or if it is not the host's address
   */
  public static HostPort tcp(Inet4Address address, int port) throws IOException {
    return bind(SOCK_STREAM, address, port);
  }

  /** Takes a UDP port, as {@link #tcp} does. */
  public static HostPort udp(Inet4Address address, int port) throws IOException {
    return bind(SOCK_DGRAM, address, port);
  }

  private static HostPort bind(int type, Inet4Address address, int port) throws IOException {
    SocketCalls libc = LibC.get(SocketCalls.class);
    int family = (int) SocketAddress.AF_INET.value();
    int fd = LibC.check(libc.socket(family, type | SOCK_CLOEXEC, 0), "open a socket");
    try {
      byte[] name = new SocketAddress(port).bytes();
      System.arraycopy(address.getAddress(), 0, name, ADDRESS, Integer.BYTES);
      String taking = "Bind for " + address.getHostAddress() + ":" + port;
      try {
        LibC.check(libc.bind(fd, name, name.length), taking);
      } catch (ErrnoException e) {
        throw explained(e, taking);
      }
      LibC.check(libc.getsockname(fd, name, new int[] {name.length}), "get the name of a socket");
      return new HostPort(fd, Short.toUnsignedInt(ByteBuffer.wrap(name).getShort(PORT)));
    } catch (IOException | RuntimeException e) {
      LibC.get().close(fd);
      throw e;
    }
  }

  private static IOException explained(ErrnoException e, String taking) {
    if (e.errno() == Errno.EADDRINUSE) {
      return new IOException(taking + " failed: port is already allocated", e);
    }
    return e.errno() == Errno.EADDRNOTAVAIL
        ? e.withRemedy("no address of this host: see ip address")
        : e;
  }

  /** The port's number. */
  public int port() {
    return port;
  }

  /** The socket's descriptor, which a child may keep: then the port is taken until that ends. */
  public int fd() {
    return fd;
  }

  /** Gives it back, unless another process has it, too. */
  @Override
  public void close() {
    LibC.get().close(fd);
  }
}
