package mydocker.linux;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The device lo, which each network namespace has from its beginning, switched off: netdevice(7).
 */
public final class Loopback {
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final short IFF_UP = 1;

  // struct ifreq
  private static final int SIZE = 40;
  private static final int FLAGS = 16;

  private Loopback() {}

  /** Switches on that of the calling thread's network namespace. */
  public static void up() throws ErrnoException {
    int family = (int) SocketAddress.AF_INET.value();
    int socket = LibC.get(SocketCalls.class).socket(family, SOCK_DGRAM_CLOEXEC, 0);
    LibC.check(socket, "open a socket");
    try {
      Pointer request = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);
      request.put(0, new byte[] {'l', 'o'}, 0, 2);
      request.putShort(FLAGS, IFF_UP);
      int returned = LibC.get(TerminalCalls.class).ioctl(socket, SIOCSIFFLAGS, request);
      LibC.check(returned, "switch lo on");
    } finally {
      LibC.get().close(socket);
    }
  }
}
