package mydocker.race;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What docker and podman call to make a container: runc and crun. They know neither images nor
 * networks. A container is a bundle, a folder with config.json, and is made ready before the time
 * is taken.
 */
final class BundleRuntime implements Peer {
  private static final Set<Row> ROWS =
      EnumSet.of(Row.NONE, Row.EXEC, Row.PS, Row.RUN50, Row.PS50, Row.RM50);

  private final String name;
  private final Path folder;
  private final String cgroup;
  private final Commands commands;
  private Path root;

  /**
   * One of them.
   *
   * @param folder where it keeps what it knows, and its bundles
   * @param cgroup where its containers' cgroups go
   */
  BundleRuntime(String name, Path folder, String cgroup, Commands commands) {
    this.name = name;
    this.folder = folder;
    this.cgroup = cgroup;
    this.commands = commands;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(Path image) {
    root = image;
  }

  @Override
  public boolean races(Row row) {
    return ROWS.contains(row);
  }

  @Override
  public List<String> run(String... options) throws IOException, InterruptedException {
    return call("run", "--bundle", bundle("run", "true"), "run");
  }

  @Override
  public List<String> detach(String container, List<String> options, String... command)
      throws IOException, InterruptedException {
    return call("run", "-d", "--bundle", bundle(container, command), container);
  }

  @Override
  public List<String> exec(String container) {
    return call("exec", container, "true");
  }

  @Override
  public List<String> list() {
    return call("list");
  }

  @Override
  public List<List<String>> remove(List<String> containers) {
    return containers.stream().map(container -> call("delete", "-f", container)).toList();
  }

  @Override
  public List<String> inspect(String container) {
    throw new UnsupportedOperationException(name + " starts nothing again");
  }

  private List<String> call(String verb, String... arguments) {
    List<String> words =
        new ArrayList<>(List.of(name, "--root", folder.resolve("state").toString()));
    words.add(verb);
    words.addAll(List.of(arguments));
    return words;
  }

  /** What it would run by itself, with our command, files and cgroup. */
  private String bundle(String container, String... command)
      throws IOException, InterruptedException {
    Path bundle = folder.resolve(container);
    Path file = bundle.resolve("config.json");
    if (Files.exists(file)) {
      return bundle.toString();
    }
    Files.createDirectories(bundle);
    commands.out(List.of(name, "spec", "--bundle", bundle.toString()));
    JsonObject config = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject process = config.getAsJsonObject("process");
    process.addProperty("terminal", false);
    JsonArray words = new JsonArray();
    List.of(command).forEach(words::add);
    process.add("args", words);
    config.getAsJsonObject("root").addProperty("path", root.toString());
    config
        .getAsJsonObject("linux")
        .addProperty("cgroupsPath", "/" + cgroup + "/" + name + "-" + container);
    Files.writeString(file, config.toString());
    return bundle.toString();
  }
}
