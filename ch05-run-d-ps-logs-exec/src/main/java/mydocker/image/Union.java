package mydocker.image;

import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.Mount;

/**
 * Layers that some mounts make into one tree of files, in the mount namespace of whoever makes
 * them.
 *
 * @param workingDirectory where the names in the mounts count from
 * @param mounts the calls, in their order
 * @param root where the tree is then
 */
public record Union(Path workingDirectory, List<Mount> mounts, Path root) {

  /** Has a child mount it, which is in a mount namespace of its own, and private, already. */
  public ChildProgram mount(ChildProgram program) {
    program.chdir(workingDirectory.toString());
    mounts.forEach(program::mount);
    return program;
  }
}
