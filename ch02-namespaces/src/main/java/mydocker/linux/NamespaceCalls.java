package mydocker.linux;

/** Functions of the C library by which a thread changes the namespaces that it is in. */
public interface NamespaceCalls {
  /** unshare(2), for the calling thread only. */
  int unshare(int flags);

  /** setns(2), for the calling thread only. */
  int setns(int fd, int nstype);

  int sethostname(String name, long len);
}
