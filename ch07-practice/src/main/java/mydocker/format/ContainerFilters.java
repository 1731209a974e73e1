package mydocker.format;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import mydocker.config.Config;
import mydocker.config.ExposedPort;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.ParseException;

/**
 * What {@code ps --filter} lets through: of several values of one key any will do, but for labels,
 * of which all must be there.
 */
public final class ContainerFilters {
  private static final Set<String> KEYS =
      Set.of(
          "ancestor",
          "before",
          "exited",
          "expose",
          "id",
          "label",
          "name",
          "network",
          "publish",
          "since",
          "status",
          "volume");
  private static final Set<String> STATUSES =
      Set.of("created", "dead", "exited", "paused", "removing", "restarting", "running");

  private final Map<String, List<String>> values = new HashMap<>();
  private final Home home;

  /** Those of one command. */
  public ContainerFilters(Home home) {
    this.home = home;
  }

  /**
   * Adds one.
   *
   * @throws ParseException if it is not a key and a value
   * @throws IOException if there is no such key, or its value is none, in docker's words
   */
  public void add(String filter) throws ParseException, IOException {
    String[] parts = parts(filter);
    String key = parts[0];
    String value = parts[1];
    if (!KEYS.contains(key)) {
      throw new IOException("invalid filter '" + key + "'");
    }
    if (key.equals("status") && !STATUSES.contains(value)
        || key.equals("exited") && !value.matches("-?\\d{1,9}")) {
      throw new IOException("invalid filter '" + key + "=" + value + "'");
    }
    if (key.equals("publish") || key.equals("expose")) {
      requirePorts(key, value);
    }
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
  }

  private static void requirePorts(String key, String value) throws IOException {
    if (value.contains(":")) {
      throw new IOException("filter for '%s' should not contain ':': %s".formatted(key, value));
    }
    try {
      ExposedPort.parse(value);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "error while looking up for %s %s: %s".formatted(key, value, e.getMessage()), e);
    }
  }

  /** The key and the value of one. */
  public static String[] parts(String filter) throws ParseException {
    String[] parts = filter.split("=", 2);
    if (parts.length < 2) {
      throw new ParseException(
          "invalid argument \"%s\" for --filter: bad format of filter (expected name=value)"
              .formatted(filter));
    }
    return new String[] {parts[0].strip(), parts[1].strip()};
  }

  /** Whether containers that do not run are asked for, too. */
  public boolean askForStatus() {
    return values.containsKey("status");
  }

  /** Whether a container is let through. */
  public boolean accept(Container container, State state) throws IOException {
    if (values.isEmpty()) {
      return true;
    }
    Config config = container.config();
    return any("id", value -> finds(value, config.id().digits()))
        && any("name", value -> finds(value, config.name()) || finds(value, "/" + config.name()))
        && any("status", state.status().toString()::equals)
        && any("exited", value -> hasExited(state, Integer.parseInt(value)))
        && any("volume", value -> shows(config, value))
        && any("network", value -> isOn(container, value))
        && any("publish", value -> isPublished(container, value))
        && any("expose", value -> isExposed(container, state, value))
        && any("before", value -> config.created().isBefore(created(value)))
        && any("since", value -> config.created().isAfter(created(value)))
        && any("ancestor", value -> standsOn(config, value))
        && hasLabels(config);
  }

  /** Whether one value of a key is true; they all are, if the key was not asked for. */
  private boolean any(String key, Test test) throws IOException {
    for (String value : values.getOrDefault(key, List.of())) {
      if (test.passes(value)) {
        return true;
      }
    }
    return !values.containsKey(key);
  }

  private interface Test {
    boolean passes(String value) throws IOException;
  }

  /** Whether a regular expression is found in a text, or is that text. */
  public static boolean finds(String regex, String in) {
    try {
      return in.equals(regex) || Pattern.compile(regex).matcher(in).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean hasExited(State state, int code) {
    return state.process().isEmpty() && state.started().isPresent() && state.exitCode() == code;
  }

  private static boolean shows(Config config, String path) {
    return config.spec().volumes().stream()
        .anyMatch(v -> v.source().toString().equals(path) || v.destination().equals(path));
  }

  private boolean isOn(Container container, String network) throws IOException {
    return ContainerNetworks.of(home.containers().networks(), container).stream()
        .anyMatch(member -> member.isCalled(network));
  }

  /** Whether one of these ports of the host leads into it. */
  private static boolean isPublished(Container container, String ports) throws IOException {
    List<ExposedPort> wanted = ExposedPort.parse(ports);
    return container.endpoints().stream()
        .flatMap(endpoint -> endpoint.ports().stream())
        .anyMatch(port -> wanted.contains(new ExposedPort(port.hostPort(), port.protocol())));
  }

  /** Whether it listens at one of these ports: what does not run listens at none. */
  private static boolean isExposed(Container container, State state, String ports) {
    return state.process().isPresent()
        && ExposedPort.parse(ports).stream()
            .anyMatch(container.config().spec().network().exposed()::contains);
  }

  private Instant created(String reference) throws IOException {
    return home.containers().find(reference).config().created();
  }

  /** Whether its image has the layers of another one, and perhaps more on them. */
  private boolean standsOn(Config config, String reference) throws IOException {
    try {
      List<Digest> below = home.images().find(reference).chain();
      Optional<Image> image = ContainerColumns.image(home, config);
      return image.isPresent()
          && image.get().chain().size() >= below.size()
          && image.get().chain().subList(0, below.size()).equals(below);
    } catch (NoSuchImageException e) {
      return false;
    }
  }

  private boolean hasLabels(Config config) throws IOException {
    return !values.containsKey("label")
        || hasLabels(values.get("label"), ContainerColumns.labelsOf(home, config));
  }

  /** Whether all of some labels are there: {@code NAME}, or {@code NAME=VALUE}. */
  public static boolean hasLabels(List<String> allWanted, Map<String, String> labels) {
    return allWanted.stream()
        .map(wanted -> wanted.split("=", 2))
        .allMatch(
            wanted ->
                labels.containsKey(wanted[0])
                    && (wanted.length == 1 || labels.get(wanted[0]).equals(wanted[1])));
  }
}
