package mydocker.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * The kernel counts the changes of the rules of nf_tables, in each network by itself. To ask for
 * the number takes a message of 20 bytes, and to list the rules a program.
 */
final class RuleSetGeneration {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int NETLINK_NETFILTER = 12;

  /** Length, NFT_MSG_GETGEN of nf_tables, NLM_F_REQUEST, two numbers of ours, any family. */
  private static final byte[] QUESTION =
      HexFormat.of().parseHex("14000000100a01000000000000000000" + "00000000");

  /** Before the answer: length, type, flags and our numbers. */
  private static final int HEADER = 16;

  /** sendto(2) and what is around it. */
  public interface Sockets {
    int socket(int family, int type, int protocol);

    long send(int fd, @In byte[] data, long length, int flags);

    long recv(int fd, @Out byte[] data, long length, int flags);

    int close(int fd);
  }

  private final Sockets sockets = LibraryLoader.create(Sockets.class).load("c");

  /** What differs after each change; what the kernel says if it has no nf_tables never differs. */
  String now() throws IOException {
    int fd = sockets.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
    try {
      byte[] answer = new byte[256];
      long sent = sockets.send(fd, QUESTION, QUESTION.length, 0);
      long length = sockets.recv(fd, answer, answer.length, 0);
      if (sent < 0 || length < HEADER) {
        throw new IOException("ask for the generation of the rule set: no answer");
      }
      return HexFormat.of().formatHex(Arrays.copyOfRange(answer, HEADER, (int) length));
    } finally {
      sockets.close(fd);
    }
  }
}
