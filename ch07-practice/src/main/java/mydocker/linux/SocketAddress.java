package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A struct sockaddr_in for a port of all addresses: ip(7). */
record SocketAddress(int port) implements Struct {
  static final int SIZE = 16;
  static final Constant AF_INET = new Constant(2, "AF_INET");
  static final Constant SOCK_STREAM = new Constant(1, "SOCK_STREAM");

  @Override
  public byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_INET.value())
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) port)
        .array();
  }

  @Override
  public String toString() {
    return "{AF_INET, htons(" + port + "), INADDR_ANY}";
  }
}
