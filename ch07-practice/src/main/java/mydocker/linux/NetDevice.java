package mydocker.linux;

import java.util.HexFormat;
import java.util.Optional;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A device of the calling thread's network namespace, by the calls of netdevice(7). They do a small
 * part of what ip(8) can, and start no program for it.
 *
 * @param name at most 15 characters
 */
public record NetDevice(String name) {
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int SIOCGIFHWADDR = 0x8927;
  private static final int IFF_UP = 1;

  // struct ifreq: a name, and what there is to say of it
  private static final int SIZE = 40;
  private static final int VALUE = 16;
  private static final int MAC = VALUE + 2;
  private static final int MAC_SIZE = 6;

  /** Switches it on. */
  public void up() throws ErrnoException {
    Pointer request = request();
    ask(SIOCGIFFLAGS, request, "get the flags of " + name);
    request.putShort(VALUE, (short) (request.getShort(VALUE) | IFF_UP));
    ask(SIOCSIFFLAGS, request, "switch on " + name);
  }

  /** Whether it is there, and switched on. */
  public boolean isUp() throws ErrnoException {
    Pointer request = request();
    return isThere(SIOCGIFFLAGS, request) && (request.getShort(VALUE) & IFF_UP) != 0;
  }

  /** Its MAC address, {@code 02:42:ac:12:00:02}, if it is there. */
  public Optional<String> mac() throws ErrnoException {
    Pointer request = request();
    if (!isThere(SIOCGIFHWADDR, request)) {
      return Optional.empty();
    }
    byte[] mac = new byte[MAC_SIZE];
    request.get(MAC, mac, 0, mac.length);
    return Optional.of(HexFormat.ofDelimiter(":").formatHex(mac));
  }

  private boolean isThere(int question, Pointer request) throws ErrnoException {
    try {
      ask(question, request, "look at " + name);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
      return false;
    }
  }

  private Pointer request() {
    Pointer request = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);
    byte[] bytes = new CString().toNative(name, null);
    request.put(0, bytes, 0, bytes.length);
    return request;
  }

  /** Any socket will do: it is how one reaches the network namespace that it was made in. */
  private static void ask(int question, Pointer request, String operation) throws ErrnoException {
    int family = (int) SocketAddress.AF_INET.value();
    int socket = LibC.get(SocketCalls.class).socket(family, SOCK_DGRAM_CLOEXEC, 0);
    LibC.check(socket, "open a socket");
    try {
      LibC.check(LibC.get(TerminalCalls.class).ioctl(socket, question, request), operation);
    } finally {
      LibC.get().close(socket);
    }
  }
}
