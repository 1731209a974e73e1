package mydocker.linux;

/** Functions of the C library for inotify(7). */
public interface InotifyCalls {
  /** inotify_init1(2). */
  int inotify_init1(int flags);

  /** inotify_add_watch(2). */
  int inotify_add_watch(int fd, String pathname, int mask);
}
