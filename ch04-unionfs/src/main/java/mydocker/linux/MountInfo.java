package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mount, as a line of /proc/PID/mountinfo tells of it: proc(5).
 *
 * @param mountPoint where it is
 * @param flags which of MS_RDONLY, MS_NOSUID, MS_NODEV and MS_NOEXEC it has
 */
public record MountInfo(Path mountPoint, long flags) {
  private static final Path FILE = Path.of("/proc/thread-self/mountinfo");
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;
  private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

  /** All in the calling thread's mount namespace, in the order in which they were mounted. */
  static List<MountInfo> all() throws IOException {
    return Files.readAllLines(FILE, ISO_8859_1).stream().map(MountInfo::parse).toList();
  }

  /** Those whose mount points are a folder or lie below it, as the kernel has them now. */
  public static List<MountInfo> below(Path folder) throws IOException {
    Path real = folder.toRealPath();
    return all().stream().filter(mount -> mount.mountPoint().startsWith(real)).toList();
  }

  /**
   * What a bind mount of a place takes along with MS_REC: the mount that the place is on, with the
   * place as its mount point, and those below.
   *
   * @param place a path without symbolic links
   */
  public static List<MountInfo> boundWith(Path place) throws IOException {
    MountInfo under = new MountInfo(Path.of("/"), 0);
    List<MountInfo> bound = new ArrayList<>();
    for (MountInfo mount : all()) {
      Path at = mount.mountPoint();
      if (place.startsWith(at) && at.getNameCount() >= under.mountPoint().getNameCount()) {
        under = mount;
      } else if (at.startsWith(place)) {
        bound.add(mount);
      }
    }
    bound.add(0, new MountInfo(place, under.flags()));
    return bound;
  }

  static MountInfo parse(String line) {
    String[] fields = line.split(" ");
    return new MountInfo(Path.of(unescape(fields[MOUNT_POINT])), flags(fields[OPTIONS]));
  }

  private static long flags(String options) {
    long flags = 0;
    for (String option : options.split(",")) {
      flags |=
          switch (option) {
            case "ro" -> MountFlags.MS_RDONLY;
            case "nosuid" -> MountFlags.MS_NOSUID;
            case "nodev" -> MountFlags.MS_NODEV;
            case "noexec" -> MountFlags.MS_NOEXEC;
            default -> 0;
          };
    }
    return flags;
  }

  /** Space, tab, newline and backslash stand there as \040 and so on. */
  private static String unescape(String name) {
    Function<MatchResult, String> octal = m -> Character.toString(Integer.parseInt(m.group(1), 8));
    String bytes = ESCAPED.matcher(name).replaceAll(octal.andThen(Matcher::quoteReplacement));
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
