package mydocker.linux;

/** Functions of the C library that do to files what Java cannot. */
public interface FileCalls {
  /** syscall(2), of a call that names a file and takes two more numbers. */
  int syscall(long number, int dirfd, String pathname, int a, int b);

  int lchown(String pathname, int owner, int group);

  int symlink(String target, String linkpath);

  long readlink(String pathname, byte[] buf, long bufsiz);

  /** utimensat(2); the times are seconds and nanoseconds of access, then of modification. */
  int utimensat(int dirfd, String pathname, long[] times, int flags);
}
