package mydocker.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.ProcessSpec;
import mydocker.config.Volume;
import mydocker.image.LayerFolders;
import mydocker.image.StoreLock;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.Monitored;
import mydocker.linux.Namespace;
import mydocker.linux.OpenFile;
import mydocker.linux.ParentAction;
import mydocker.linux.ProcessId;
import mydocker.process.NotExecutableException;
import mydocker.stdio.Fifos;
import mydocker.stdio.LentTerminal;
import mydocker.stdio.PipeStreams;
import mydocker.stdio.Streams;

/**
 * Starts a container:
 *
 * <pre>
 *   mydocker          monitor                      process 1
 *   clone ----------> setsid
 *                     clone(new namespaces) -----> its mounts, its user ...
 *                     gives its memory back        execve
 *   is done           copies, waits
 * </pre>
 */
final class Starter {
  private static final Set<Namespace> NAMESPACES =
      EnumSet.of(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET);

  private static final Path NOTHING = Path.of("/dev/null");

  private final ContainerStore store;
  private final Config config;
  private final ContainerFiles files;
  private final FirstProcess firstProcess;

  Starter(ContainerStore store, LayerFolders layers, Config config) {
    this.store = store;
    this.config = config;
    files = store.files(config.id());
    firstProcess = new FirstProcess(config, layers, files.etc());
  }

  /** The calls that its monitor and its first process make. */
  String explain() throws IOException {
    try (Streams streams = streams(false)) {
      Monitor.Descriptors shown = new Monitor.Descriptors(3, 4, 5, 6, 7);
      return program(Hierarchies.here(), streams, shown, 8, pid -> {}, pid -> {}).explain(Set.of());
    }
  }

  /**
   * Starts it.
   *
   * @param entry its entry in the register, which the monitor takes over
   * @param types whether our stdin is its; its own ends with ours then
   * @throws NotExecutableException if its command cannot be executed
   */
  Waiter start(Container container, OpenFile entry, boolean types) throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    Cgroup cgroup = Cgroup.create(hierarchies, config.cgroup(), config.spec().cgroup().limits());
    try {
      return start(container, hierarchies, cgroup, entry, types);
    } catch (IOException | RuntimeException e) {
      try {
        cgroup.close();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private Waiter start(
      Container container, Hierarchies hierarchies, Cgroup cgroup, OpenFile entry, boolean types)
      throws IOException {
    for (Volume volume : config.spec().volumes()) {
      volume.createIfMissing();
    }
    prepareFiles();
    try (Streams streams = streams(types);
        OpenFile log = OpenFile.open(files.log(), OpenFile.O_WRONLY | OpenFile.O_APPEND);
        OpenFile children = OpenFile.ofChildren();
        OpenFile exit = OpenFile.open(files.folder().resolve(ExitFile.NEW), OpenFile.O_WRONLY);
        OpenFile attend = OpenFile.open(files.attend(), OpenFile.O_RDONLY | OpenFile.O_NONBLOCK);
        OpenFile nothing = OpenFile.open(NOTHING, OpenFile.O_RDWR)) {
      attend.setFlags(0); // from now on reading waits for those who attend
      Monitor.Descriptors monitors =
          new Monitor.Descriptors(log.fd(), children.fd(), exit.fd(), attend.fd(), nothing.fd());
      Waiter waiter = Waiter.begin(container).orElseThrow();
      try {
        waiter.with(container.log().fromEnd());
        Monitored started =
            program(hierarchies, streams, monitors, entry.fd(), cgroup::add, this::recordStart)
                .startMonitored();
        streams.type();
        return waiter.of(started);
      } catch (ErrnoException e) {
        waiter.close();
        throw e.operation().startsWith("execute ")
            ? NotExecutableException.of(config.command().get(0), config.path(), e)
            : e;
      } catch (IOException | RuntimeException e) {
        waiter.close();
        throw e;
      }
    }
  }

  private ChildProgram program(
      Hierarchies hierarchies,
      Streams streams,
      Monitor.Descriptors monitors,
      int entry,
      ParentAction joinCgroup,
      ParentAction recordStart)
      throws IOException {
    Monitor monitor = new Monitor(monitors, entry, files.folder());
    ChildProgram program = new ChildProgram();
    streams.leave(program);
    program.chdir("/");
    program.goOnInChild(
        NAMESPACES, monitor.routine(streams, Reaper.command(store, config.id(), entry)));
    streams.connect(program);
    return firstProcess.complete(
        program, streams, hierarchies, joinCgroup, streams::open, recordStart);
  }

  private Streams streams(boolean types) throws IOException {
    ProcessSpec process = config.spec().process();
    return process.terminal() ? new LentTerminal() : new PipeStreams(process.interactive(), types);
  }

  private void prepareFiles() throws IOException {
    Files.deleteIfExists(files.folder().resolve(ExitFile.NAME));
    // The room for its end is taken now: later the disk may be full, perhaps by the container.
    Files.write(files.folder().resolve(ExitFile.NEW), new byte[ExitFile.SIZE]);
    FileChannel.open(files.log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    Fifos.make(files.attend());
  }

  /** Written before its program begins: from then on nobody may take its files away. */
  private void recordStart(int pid) throws IOException {
    ProcessId process = ProcessId.of(pid);
    ProcessId monitor = process.parent();
    if (monitor.pid() == 1) { // it has asked to die with its parent, but that was killed before
      throw new IOException("start container " + config.id().brief() + ": its monitor is gone");
    }
    try (StoreLock held = store.lock()) {
      if (!files.areWhole()) {
        throw new NoSuchContainerException(config.id().brief()); // removed meanwhile
      }
      files.writeState(files.state().running(process, monitor));
    }
  }
}
