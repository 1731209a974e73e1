package mydocker.linux;

/** The kind and the permissions of a file, as C writes them: inode(7). */
final class Mode {
  private Mode() {}

  static Constant of(int bits) {
    int permissions = bits & ~Nodes.S_IFMT;
    String octal = permissions == 0 ? "0" : "0" + Integer.toOctalString(permissions);
    String kind =
        switch (bits & Nodes.S_IFMT) {
          case Nodes.S_IFREG -> "S_IFREG | ";
          case Nodes.S_IFCHR -> "S_IFCHR | ";
          default -> "";
        };
    return new Constant(bits, kind + octal);
  }
}
