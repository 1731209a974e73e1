package mydocker.linux;

/** Functions of the C library for extended attributes: xattr(7). */
public interface AttributeCalls {
  long lgetxattr(String path, String name, byte[] value, long size);

  int lsetxattr(String path, String name, byte[] value, long size, int flags);

  long llistxattr(String path, byte[] list, long size);
}
