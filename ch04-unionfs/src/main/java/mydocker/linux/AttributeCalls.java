package mydocker.linux;

/** Functions of the C library for extended attributes: xattr(7). */
public interface AttributeCalls {
  /** lgetxattr(2). */
  long lgetxattr(String path, String name, byte[] value, long size);
}
