package mydocker.linux;

/** Functions of the C library by which a thread changes the namespaces that it is in. */
public interface NamespaceCalls {
  /** unshare(2), for the calling thread only. */
  int unshare(int flags);

  /** setns(2), for the calling thread only. */
  int setns(int fd, int nstype);

  int mount(String source, String target, String type, long flags, String data);

  int umount2(String target, int flags);

  int sethostname(String name, long len);
}
