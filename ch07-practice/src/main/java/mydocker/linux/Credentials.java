package mydocker.linux;

import java.io.IOException;

/** Who we are to the kernel: credentials(7). */
public final class Credentials {
  private Credentials() {}

  /** Whether our effective user ID is 0; asked of a file, which is less than to bind geteuid(2). */
  public static boolean isRoot() throws IOException {
    return ProcStatus.of("self", "Uid").split(" ")[1].equals("0");
  }
}
