package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program with images and containers of its own, and with cgroups that the leak audit knows.
 *
 * @param folder where it keeps them
 * @param isConnected whether its containers are on the default network, if they are not told
 *     otherwise, or on none, which takes half the time
 */
public record Root(Path folder, boolean isConnected) {
  /** The cgroup of all containers of tests. */
  public static final String PARENT = OwnCgroup.NAME;

  private static final Pattern FIELD = Pattern.compile("\\{\\{[.]([A-Za-z.]+)}}");

  /** One whose containers are on no network. */
  public Root(Path folder) {
    this(folder, false);
  }

  /** With the image busybox in it, so that no run has to make it, and to say so. */
  public static Root withBusybox(Path folder) throws Exception {
    return new Root(folder).makeBusybox();
  }

  /** With the image busybox in it, for tests of networks. */
  public static Root connected(Path folder) throws Exception {
    return new Root(folder, true).makeBusybox();
  }

  private Root makeBusybox() throws Exception {
    assertEquals(0, run("busybox", "true").code());
    return this;
  }

  /** Runs any command. */
  public Mydocker mydocker(String... arguments) throws Exception {
    return Mydocker.run(words(arguments));
  }

  /** Runs a container that is removed at its end: options, image and command. */
  public Mydocker run(String... arguments) throws Exception {
    return mydocker(join(List.of("run", "--rm", "--cgroup-parent", PARENT), arguments));
  }

  /** Runs a container that stays. */
  public Mydocker runAndKeep(String... arguments) throws Exception {
    return mydocker(join(List.of("run", "--cgroup-parent", PARENT), arguments));
  }

  /** Starts a container in the background; returns its ID. */
  public String detach(String... arguments) throws Exception {
    String[] run = join(List.of("run", "-d", "--cgroup-parent", PARENT), arguments);
    return out(run).strip();
  }

  /** What {@code inspect} says of a container, where the template has a path as {@code {{.Id}}}. */
  public String inspect(String name, String template) throws Exception {
    JsonElement all = JsonParser.parseString(out("inspect", name)).getAsJsonArray().get(0);
    return FIELD.matcher(template).replaceAll(field -> at(all, field.group(1)));
  }

  private static String at(JsonElement json, String path) {
    JsonElement here = json;
    for (String name : path.split("[.]")) {
      here = here.getAsJsonObject().get(name);
    }
    return here.getAsString();
  }

  /** What {@code ps} says of each container, in the words of a template. */
  public String ps(String template, String... options) throws Exception {
    List<String> lines = out(join(List.of("ps"), options)).lines().toList();
    Map<String, Integer> columns = new HashMap<>();
    Matcher heading = Pattern.compile("(\\S+)(?: ID)?(?: {2,}|$)").matcher(lines.get(0));
    while (heading.find()) {
      columns.put(heading.group().strip(), heading.start());
    }
    StringBuilder list = new StringBuilder();
    for (String line : lines.subList(1, lines.size())) {
      list.append(FIELD.matcher(template).replaceAll(field -> cell(line, columns, field.group(1))));
      list.append('\n');
    }
    return list.toString();
  }

  private static String cell(String line, Map<String, Integer> columns, String name) {
    String heading = name.equals("ID") ? "CONTAINER ID" : name.toUpperCase(Locale.ROOT);
    return line.substring(columns.get(heading)).split(" {2,}")[0].strip();
  }

  /** What a command prints; it must succeed without a word on stderr. */
  public String out(String... arguments) throws Exception {
    return require(mydocker(arguments));
  }

  /** What a container prints that is removed at its end; it must succeed. */
  public String runOut(String... arguments) throws Exception {
    return require(run(arguments));
  }

  private static String require(Mydocker run) {
    assertEquals("", run.err());
    assertEquals(0, run.code(), run.toString());
    return run.out();
  }

  /** The command line of any command. */
  public List<String> command(String... arguments) {
    return Mydocker.command(words(arguments));
  }

  private String[] words(String... arguments) {
    List<String> words = new ArrayList<>(List.of("--root", folder.toString()));
    words.addAll(List.of(arguments));
    if (!isConnected && List.of("run", "create").contains(arguments[0])) {
      words.addAll(3, List.of("--network", "none"));
    }
    return words.toArray(String[]::new);
  }

  /** The command line of a container that is removed at its end. */
  public List<String> runCommand(String... arguments) {
    return command(join(List.of("run", "--rm", "--cgroup-parent", PARENT), arguments));
  }

  private static String[] join(List<String> first, String... then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(then));
    return all.toArray(String[]::new);
  }
}
