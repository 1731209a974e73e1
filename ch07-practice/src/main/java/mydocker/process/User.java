package mydocker.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom a container's command runs as: credentials(7).
 *
 * @param uid user ID
 * @param gid group ID
 * @param groups supplementary group IDs
 * @param home the home folder
 */
public record User(int uid, int gid, List<Integer> groups, String home) {
  private static final int MAX_ID = Integer.MAX_VALUE;

  /** A line of passwd(5) or group(5). */
  private record Entry(String[] fields) {
    private static final int NAME = 0;
    private static final int ID = 2;
    private static final int GROUP = 3;
    private static final int HOME = 5;
    private static final int MEMBERS = 3;

    static Stream<Entry> all(String file, int fields) {
      return file.lines()
          .map(line -> line.split(":", -1))
          .filter(parts -> parts.length >= fields && parts[ID].matches("\\d{1,9}"))
          .map(Entry::new);
    }

    /** Whether a word is its name, or its number. */
    boolean is(String word) {
      return fields[NAME].equals(word) || fields[ID].equals(word);
    }

    int number(int field) {
      return Integer.parseInt(fields[field]);
    }

    boolean hasMember(String user) {
      return List.of(fields[MEMBERS].split(",")).contains(user);
    }
  }

  /**
   * The user that a word names.
   *
   * @param word {@code NAME|UID[:GROUP|GID]}; empty: root
   * @param passwd the container's /etc/passwd; a user ID need not be in it
   * @param group the container's /etc/group
   * @throws IOException if there is no user or group of that name
   */
  public static User resolve(String word, String passwd, String group) throws IOException {
    String[] parts = word.split(":", 2);
    String name = parts[0].isEmpty() ? "0" : parts[0];
    Optional<Entry> user = Entry.all(passwd, 6).filter(entry -> entry.is(name)).findFirst();
    int uid = user.isPresent() ? user.get().number(Entry.ID) : number("user", name);
    String home =
        user.map(entry -> entry.fields()[Entry.HOME]).filter(h -> !h.isEmpty()).orElse("/");
    if (parts.length == 2 && !parts[1].isEmpty()) {
      return new User(uid, group(parts[1], group), List.of(), home);
    }
    int gid =
        user.filter(entry -> entry.fields()[Entry.GROUP].matches("\\d{1,9}"))
            .map(entry -> entry.number(Entry.GROUP))
            .orElse(0);
    List<Integer> groups = new ArrayList<>();
    user.ifPresent(
        entry ->
            Entry.all(group, 4)
                .filter(each -> each.hasMember(entry.fields()[Entry.NAME]))
                .forEach(each -> groups.add(each.number(Entry.ID))));
    return new User(uid, gid, groups, home);
  }

  private static int group(String word, String group) throws IOException {
    Optional<Entry> found = Entry.all(group, 4).filter(entry -> entry.is(word)).findFirst();
    return found.isPresent() ? found.get().number(Entry.ID) : number("group", word);
  }

  /** An ID that stands in no file, as a number. */
  private static int number(String kind, String word) throws IOException {
    String file = kind.equals("user") ? "passwd" : "group";
    if (!word.matches("\\d+")) {
      throw new IOException(
          "unable to find %s %s: no matching entries in %s file".formatted(kind, word, file));
    }
    if (word.length() > 10 || Long.parseLong(word) > MAX_ID) {
      throw new IOException("uids and gids must be in range 0-" + MAX_ID);
    }
    return Integer.parseInt(word);
  }
}
