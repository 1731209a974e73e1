package mydocker.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mydocker.image.TreePacker;
import mydocker.image.TreeUnpacker;
import mydocker.linux.PathHandle;

/**
 * Copies files into a container or out of it. It reads paths as the container's processes do, and
 * reaches what lies below them by descriptors ({@link PathHandle}): no link, and nothing that a
 * process in there does meanwhile, leads to a file of the host.
 *
 * @param container the container
 * @param path the path in it, which counts from its root
 * @param keepsOwner whether files belong to the same users and groups there, and else to root
 */
public record Copy(Container container, String path, boolean keepsOwner) {
  private static final Path HOST = Path.of("/");
  private static final int PIPE = 1 << 18;

  /** Where the kernel shows itself: it is not the container's, and some of it has no end. */
  private static final List<String> KERNELS = List.of("/proc", "/sys", "/dev");

  /**
   * What was copied.
   *
   * @param bytes the size of all files
   * @param leftOut the names of devices, of which none is made on the host
   */
  public record Result(long bytes, List<String> leftOut) {}

  /** Copies out of the container, to a path of the host. */
  public Result toHost(Path host, String destination, boolean followsLink) throws IOException {
    AtomicReference<Result> result = new AtomicReference<>();
    container.withRoot(
        root -> {
          CopyPath to = CopyPath.of(host.toString(), destination);
          try (CopySource source = source(root, followsLink);
              CopyTarget target = hostTarget(to, source)) {
            result.set(copy(source, target, kernels(root), false));
          }
        });
    return result.get();
  }

  /** Copies out of the container, as a tar. */
  public void toTar(OutputStream tar, boolean followsLink) throws IOException {
    container.withRoot(
        root -> {
          try (CopySource source = source(root, followsLink)) {
            source.pack(
                new TreePacker(tar, kernels(root)), source.isContent() ? "." : source.base());
          }
        });
  }

  /** Copies from a path of the host into the container. */
  public Result fromHost(Path host, String from, boolean followsLink) throws IOException {
    AtomicReference<Result> result = new AtomicReference<>();
    CopyPath path = CopyPath.of(host.toString(), from);
    container.withRoot(
        root -> {
          try (CopySource source = CopySource.find(HOST, path, followsLink);
              CopyTarget target = containerTarget(root, source)) {
            requireWritable(target.folder());
            result.set(copy(source, target, Set.of(), true));
          } catch (NoSuchFileException e) {
            throw new IOException("lstat " + e.getFile() + ": no such file or directory", e);
          }
        });
    return result.get();
  }

  /** Copies the files of a tar into a folder of the container. */
  public void fromTar(InputStream tar) throws IOException {
    container.withRoot(
        root -> {
          try (PathHandle folder = CopyTarget.folder(root, inContainer())) {
            requireWritable(folder);
            new TreeUnpacker(folder, keepsOwner, true).unpack(tar);
          } catch (NotDirectoryException e) {
            throw new IOException(
                "destination \"%s:%s\" must be a directory".formatted(name(), path), e);
          } catch (NoSuchFileException e) {
            throw notFound(path, e);
          }
        });
  }

  private CopyPath inContainer() {
    return CopyPath.of("", path);
  }

  private String name() {
    return container.config().name();
  }

  private IOException notFound(String file, FileSystemException e) {
    return new IOException("Could not find the file %s in container %s".formatted(file, name()), e);
  }

  private CopySource source(Path root, boolean followsLink) throws IOException {
    try {
      return CopySource.find(root, inContainer(), followsLink);
    } catch (NoSuchFileException e) {
      throw notFound(path, e);
    } catch (NotDirectoryException e) {
      throw new IOException("%s:%s: not a directory".formatted(name(), path), e);
    }
  }

  private static CopyTarget hostTarget(CopyPath to, CopySource source) throws IOException {
    try {
      return CopyTarget.find(HOST, to, source);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "invalid output path: directory \"%s\" does not exist"
              .formatted(Path.of(to.parent()).normalize()),
          e);
    } catch (NotDirectoryException e) {
      throw new IOException("%s: not a directory".formatted(to.text()), e);
    }
  }

  private CopyTarget containerTarget(Path root, CopySource source) throws IOException {
    try {
      return CopyTarget.find(root, inContainer(), source);
    } catch (NoSuchFileException e) {
      throw notFound(Path.of(inContainer().parent()).normalize().toString(), e);
    } catch (NotDirectoryException e) {
      throw new IOException("%s:%s: not a directory".formatted(name(), path), e);
    }
  }

  private void requireWritable(PathHandle folder) throws IOException {
    if (!CopyTarget.isWritable(folder)) {
      throw new IOException(
          container.config().spec().hardening().readOnly()
              ? "container rootfs is marked read-only"
              : "mounted volume is marked read-only");
    }
  }

  /** Packs on one thread and unpacks on this one, so that nothing has to be kept. */
  private Result copy(
      CopySource source, CopyTarget target, Set<Object> emptied, boolean takesDevices)
      throws IOException {
    TreeUnpacker unpacker = new TreeUnpacker(target.folder(), keepsOwner, takesDevices);
    AtomicReference<Exception> failure = new AtomicReference<>();
    PipedInputStream in = new PipedInputStream(PIPE);
    PipedOutputStream out = new PipedOutputStream(in);
    Thread packing =
        new Thread(
            () -> {
              try (out) {
                failure.set(pack(source, target.name(), new TreePacker(out, emptied)));
              } catch (IOException e) {
                // nobody reads any more
              }
            },
            "pack");
    packing.start();
    try (in) {
      unpacker.unpack(in);
    } catch (IOException e) {
      if (failure.get() == null) {
        throw e;
      }
    } finally {
      in.close();
      join(packing);
    }
    if (failure.get() != null) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
    return new Result(unpacker.bytes(), unpacker.leftOut());
  }

  /** Returns why it could not be done; null if it was. */
  private static Exception pack(CopySource source, String name, TreePacker packer) {
    try {
      source.pack(packer, name);
      return null;
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  private static Set<Object> kernels(Path root) throws IOException {
    Set<Object> folders = new HashSet<>();
    for (String path : KERNELS) {
      try (PathHandle folder = PathHandle.find(root, path)) {
        folders.add(folder.attributes().get("fileKey"));
      }
    }
    return folders;
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("copy: interrupted", e);
    }
  }
}
