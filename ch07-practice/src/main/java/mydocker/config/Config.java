package mydocker.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.ImageDefaults;

/**
 * What a container is, from its creation to its removal: the image's defaults, and over them what
 * was asked for.
 *
 * @param id tells it from all others
 * @param name what people call it, unique as well
 * @param image the ID of its image
 * @param created when it was made
 * @param spec all that {@code run} decides; nothing in it is left to the image any more
 */
public record Config(ContainerId id, String name, Digest image, Instant created, RunSpec spec) {
  /** Where commands are looked for unless the image says otherwise. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * A container of an image.
   *
   * @throws IllegalArgumentException if neither says what to run
   * @throws IllegalArgumentException if the image exposes what is no port
   */
  public static Config of(ContainerId id, String name, Image image, RunSpec asked) {
    ImageDefaults defaults = image.config().defaults();
    RunSpec spec =
        new RunSpec(
            asked.image(),
            Optional.of(asked.hostname().orElse(id.brief())),
            asked.process().over(defaults),
            asked.volumes(),
            asked.hardening(),
            asked.cgroup(),
            asked.lifecycle().withStopSignal(defaults.stopSignal()),
            asked.network().exposing(exposed(defaults)));
    Config config = new Config(id, name, image.id(), Instant.now(), spec);
    if (config.command().isEmpty()) {
      throw new IllegalArgumentException("no command specified: give one after the image");
    }
    return config;
  }

  private static List<ExposedPort> exposed(ImageDefaults defaults) {
    return defaults.exposedPorts().stream().flatMap(p -> ExposedPort.parse(p).stream()).toList();
  }

  /** This one, with another name. */
  public Config withName(String newName) {
    return new Config(id, newName, image, created, spec);
  }

  /** This one, with other limits, and another policy of restarts. */
  public Config with(Limits limits, RestartPolicy restart) {
    CgroupSpec cgroup = new CgroupSpec(spec.cgroup().parent(), limits);
    return new Config(id, name, image, created, spec.with(cgroup, spec.lifecycle().with(restart)));
  }

  /** This one, on other networks. */
  public Config with(NetworkSpec network) {
    return new Config(id, name, image, created, spec.with(network));
  }

  /** What is executed: the entry point, and then the command. */
  public List<String> command() {
    return spec.process().words();
  }

  /** What its command finds in its environment: docker's variables, then its own. */
  public List<String> environment(String home) {
    return environment(home, spec.process().terminal(), List.of());
  }

  /** The same for a command beside it, which may have a terminal, and variables of its own. */
  public List<String> environment(String home, boolean terminal, List<String> more) {
    List<String> docker = new ArrayList<>();
    docker.add("PATH=" + PATH);
    docker.add("HOSTNAME=" + hostname());
    docker.add("HOME=" + home);
    if (terminal) {
      docker.add("TERM=xterm");
    }
    return ProcessSpec.merged(ProcessSpec.merged(docker, spec.process().environment()), more);
  }

  /** Its host name. */
  public String hostname() {
    return spec.hostname().orElseThrow();
  }

  /** Where its commands are looked for. */
  public String path() {
    return path(spec.process().environment());
  }

  /** The same with variables that are not all its own. */
  public static String path(List<String> environment) {
    return environment.stream()
        .filter(variable -> variable.startsWith("PATH="))
        .map(variable -> variable.substring("PATH=".length()))
        .findFirst()
        .orElse(PATH);
  }

  /** The path of its cgroup below the root of each tree. */
  public String cgroup() {
    return spec.cgroup().parent() + "/" + id;
  }
}
