package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.RunSpec;
import mydocker.config.Volume;
import mydocker.image.LayerFolders;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.ParentAction;
import mydocker.process.EtcFiles;
import mydocker.process.Executable;
import mydocker.process.Privileges;
import mydocker.process.RootFileSystem;
import mydocker.process.User;
import mydocker.stdio.Streams;

/** What the first process of a container does before it is the container's command. */
final class FirstProcess {
  private final Config config;
  private final LayerFolders layers;
  private final EtcFiles etc;

  /**
   * The first process of a container.
   *
   * @param etc the files that it has in /etc
   */
  FirstProcess(Config config, LayerFolders layers, EtcFiles etc) {
    this.config = config;
    this.layers = layers;
    this.etc = etc;
  }

  /**
   * Adds the steps, down to its execve.
   *
   * @param streams what it reads and writes; they are connected already
   */
  ChildProgram complete(
      ChildProgram program,
      Streams streams,
      Hierarchies hierarchies,
      Sandbox sandbox,
      ParentAction joinCgroup,
      ParentAction openTerminal,
      ParentAction recordStart)
      throws IOException {
    RunSpec spec = config.spec();
    User user = User.ROOT;
    // From here on nothing that it has open leads to the host but stdin, stdout and stderr.
    program.closeInherited();
    program.parent("write its number to cgroup.procs", joinCgroup);
    program.parent("connect it to its networks", sandbox::plugIn);
    program.unshare(Namespace.CGROUP); // what it has joined is the root of what it sees
    new RootFileSystem(program).enter(layers.union(config.id().digits()), volumes(), hierarchies);
    program.sethostname(config.hostname());
    String folder = spec.process().workingDir().orElse("");
    if (!folder.isEmpty()) {
      program.mkdirs(folder).chdir(folder);
    }
    streams.own(program, user, openTerminal);
    Privileges.drop(program, user);
    program.dieWithParent().parent("write down that it runs", recordStart);
    List<String> executables = Executable.candidates(config.command().get(0), config.path());
    return program.execveFirst(executables, config.command(), config.environment(user.home()));
  }

  /** Its own files of /etc, then what was asked for: above before below. */
  private List<Volume> volumes() {
    List<Volume> all = new ArrayList<>(config.spec().volumes());
    for (Volume etc : etc.volumes()) {
      if (all.stream().noneMatch(v -> v.destination().equals(etc.destination()))) {
        all.add(etc);
      }
    }
    all.sort(Comparator.comparing(volume -> Path.of(volume.destination())));
    return all;
  }
}
