package mydocker.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Docker, and all that have its command line.
 *
 * @param program the words by which it is called
 * @param place what puts a container into the race's cgroup: options of run
 * @param atOnce what makes rm -f kill without asking first: options of rm
 */
record ContainerEngine(
    String name, List<String> program, List<String> place, List<String> atOnce, Commands commands)
    implements Peer {
  private static final String IMAGE = "busybox";

  @Override
  public void prepare(Path image) throws IOException, InterruptedException {
    commands.out(words(program, List.of("import", image + ".tar", IMAGE)));
  }

  @Override
  public boolean races(Row row) {
    return true;
  }

  @Override
  public List<String> run(String... options) {
    return words(program, List.of("run", "--rm"), place, List.of(options), List.of(IMAGE, "true"));
  }

  @Override
  public List<String> detach(String container, List<String> options, String... command) {
    return words(
        program,
        List.of("run", "-d", "--name", container),
        place,
        options,
        List.of(IMAGE),
        List.of(command));
  }

  @Override
  public List<String> exec(String container) {
    return words(program, List.of("exec", container, "true"));
  }

  @Override
  public List<String> list() {
    return words(program, List.of("ps"));
  }

  @Override
  public List<List<String>> remove(List<String> containers) {
    return List.of(words(program, List.of("rm", "-f"), atOnce, containers));
  }

  @Override
  public List<String> inspect(String container) {
    String format = "{{.RestartCount}} {{.State.Status}} {{json .State.FinishedAt}}";
    return words(program, List.of("inspect", "-f", format, container));
  }

  @SafeVarargs
  private static List<String> words(List<String>... parts) {
    List<String> words = new ArrayList<>();
    for (List<String> part : parts) {
      words.addAll(part);
    }
    return words;
  }
}
