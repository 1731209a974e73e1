package mydocker.linux;

import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Two sockets through which a process gives another one files that it has open: unix(7),
 * SCM_RIGHTS. The kernel enters them among the other one's, each with the lowest number that is
 * free.
 */
public final class Handover implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM_CLOEXEC = 1 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

  // struct iovec, struct msghdr, struct cmsghdr: sizes, and where their fields are
  private static final int IOVEC = 16;
  private static final int IOV_LEN = 8;
  private static final int MSGHDR = 56;
  private static final int MSG_IOV = 16;
  private static final int MSG_IOVLEN = 24;
  private static final int MSG_CONTROL = 32;
  private static final int MSG_CONTROLLEN = 40;
  private static final int CMSGHDR = 16;
  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;

  private final SocketCalls libc = LibC.get(SocketCalls.class);
  private final int giver;
  private final int taker;

  /** Opens the sockets. */
  public Handover() throws ErrnoException {
    int[] pair = new int[2];
    LibC.check(libc.socketpair(AF_UNIX, SOCK_STREAM_CLOEXEC, 0, pair), "open two sockets");
    giver = pair[0];
    taker = pair[1];
  }

  /** The socket of the one who takes. */
  public int taker() {
    return taker;
  }

  /** Has a routine wait for files, and take them; if there is no giver any more, it gets none. */
  public void take(Routine routine, int count) {
    Cell byteToCome = new Cell("byte", 1);
    Cell part = new Cell("part", IOVEC).putAddress(0, byteToCome).putLong(IOV_LEN, 1);
    Cell control = new Cell("control", controlSize(count));
    Cell message = new Cell("message", MSGHDR);
    message.putAddress(MSG_IOV, part).putLong(MSG_IOVLEN, 1);
    message.putAddress(MSG_CONTROL, control).putLong(MSG_CONTROLLEN, control.size());
    routine.call("recvmsg", new Constant(taker, "handover"), message, MSG_CMSG_CLOEXEC);
  }

  /** Gives files to the one who waits for them. */
  public void give(int... files) throws ErrnoException {
    List<Pointer> kept = new ArrayList<>(); // from the garbage collector, until they are sent
    Pointer part = allocate(IOVEC, kept);
    part.putAddress(0, allocate(1, kept).address());
    part.putLong(IOV_LEN, 1); // a message without a byte is none
    Pointer control = allocate(controlSize(files.length), kept);
    control.putLong(0, CMSGHDR + (long) Integer.BYTES * files.length);
    control.putInt(CMSG_LEVEL, SOL_SOCKET);
    control.putInt(CMSG_TYPE, SCM_RIGHTS);
    for (int i = 0; i < files.length; i++) {
      control.putInt(CMSGHDR + (long) Integer.BYTES * i, files[i]);
    }
    Pointer message = allocate(MSGHDR, kept);
    message.putAddress(MSG_IOV, part.address());
    message.putLong(MSG_IOVLEN, 1);
    message.putAddress(MSG_CONTROL, control.address());
    message.putLong(MSG_CONTROLLEN, controlSize(files.length));
    LibC.check((int) libc.sendmsg(giver, message, 0), "hand over open files");
  }

  private static Pointer allocate(int size, List<Pointer> kept) {
    Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), size, true);
    kept.add(memory);
    return memory;
  }

  /** The numbers are padded to a multiple of 8 bytes: cmsg(3). */
  private static int controlSize(int count) {
    return CMSGHDR + (Integer.BYTES * count + 7) / 8 * 8;
  }

  @Override
  public void close() {
    LibC.get().close(giver);
    LibC.get().close(taker);
  }
}
