package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.RunSpec;
import mydocker.config.Volume;
import mydocker.image.LayerStore;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.ParentAction;
import mydocker.process.EtcFiles;
import mydocker.process.Executable;
import mydocker.process.Privileges;
import mydocker.process.RootFileSystem;
import mydocker.process.RootView;
import mydocker.process.User;
import mydocker.stdio.Streams;

/** What the first process of a container does before it is the container's command. */
final class FirstProcess {
  private final Config config;
  private final LayerStore layers;
  private final EtcFiles etc;

  /**
   * The first process of a container.
   *
   * @param etc the files that it has in /etc
   */
  FirstProcess(Config config, LayerStore layers, EtcFiles etc) {
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
    User user = user();
    sandbox.enter(program);
    // From here on nothing in its /proc/self leads to the host but stdin, stdout and stderr.
    program.forgetProgram().closeInherited();
    program.parent("write its number to cgroup.procs", joinCgroup);
    program.parent("connect it to its networks", sandbox::plugIn);
    program.unshare(Namespace.CGROUP); // what it has joined is the root of what it sees
    RootFileSystem root = new RootFileSystem(program);
    root.enter(layers.union(config.id().digits()), volumes(), hierarchies);
    program.sethostname(config.hostname());
    String folder = spec.process().workingDir().orElse("");
    if (!folder.isEmpty()) {
      program.mkdirs(folder).chdir(folder);
    }
    if (spec.hardening().readOnly()) {
      root.makeReadOnly();
    }
    streams.own(program, user, openTerminal);
    Privileges.drop(program, user, spec.hardening().noNewPrivileges());
    program.dieWithParent().parent("write down that it runs", recordStart);
    List<String> executables = Executable.candidates(config.command().get(0), config.path());
    return program.execveFirst(executables, config.command(), config.environment(user.home()));
  }

  /**
   * Its files without its command: in a process that does nothing, and is there while its parent
   * does something.
   */
  void during(ParentAction action) throws IOException {
    ChildProgram program = new ChildProgram();
    // Links of the image may lead to /proc/1/fd: nothing of the host is there.
    program.forgetProgram().closeInherited().close(0).close(1).close(2);
    RootFileSystem root = new RootFileSystem(program);
    root.enter(layers.union(config.id().digits()), volumes(), Hierarchies.here());
    if (config.spec().hardening().readOnly()) {
      root.makeReadOnly();
    }
    program.during(EnumSet.of(Namespace.MNT, Namespace.PID), action);
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

  private User user() throws IOException {
    List<String> texts =
        RootView.read(layers.view(config.id().digits()), List.of("/etc/passwd", "/etc/group"));
    return User.resolve(config.spec().process().user().orElse(""), texts.get(0), texts.get(1));
  }
}
