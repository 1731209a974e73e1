package mydocker.linux;

/** The kind and the permissions of a file, as C writes them: inode(7). */
final class Mode {
  private static final int S_IFMT = 0170000; // all that tells the kind
  static final int S_IFREG = 0100000;
  static final int S_IFCHR = 0020000;

  private Mode() {}

  static Constant of(int bits) {
    int permissions = bits & ~S_IFMT;
    String octal = permissions == 0 ? "0" : "0" + Integer.toOctalString(permissions);
    String kind =
        switch (bits & S_IFMT) {
          case S_IFREG -> "S_IFREG | ";
          case S_IFCHR -> "S_IFCHR | ";
          default -> "";
        };
    return new Constant(bits, kind + octal);
  }
}
