package mydocker.linux;

import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * Symlinks with exactly the text that they hold. Java takes it for a path and makes {@code usr/} or
 * {@code //usr} simpler on the way.
 */
public final class SymbolicLink {
  private static final int PATH_MAX = 4096;

  private SymbolicLink() {}

  /** Makes a symlink: symlink(2). */
  public static void make(Path link, String target) throws ErrnoException {
    LibC.check(
        LibC.get(FileCalls.class).symlink(target, link.toString()), "make the symlink " + link);
  }

  /** The text of a symlink: readlink(2). */
  public static String read(Path link) throws ErrnoException {
    byte[] text = new byte[PATH_MAX];
    long length = LibC.get(FileCalls.class).readlink(link.toString(), text, text.length);
    LibC.check((int) length, "read the symlink " + link);
    return new String(text, 0, (int) length, Charset.defaultCharset());
  }
}
