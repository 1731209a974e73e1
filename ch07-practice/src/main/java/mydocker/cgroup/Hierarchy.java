package mydocker.cgroup;

import java.nio.file.Path;
import java.util.Set;

/**
 * A tree of control groups where it is mounted.
 *
 * @param version 1: one of several trees, each with controllers of its own; 2: the one for all
 * @param mountPoint the folder that is its root, as far as this process sees
 * @param controllers the controllers that it has, by their names in /proc/cgroups; a tree of
 *     version 1 can be without any
 */
public record Hierarchy(int version, Path mountPoint, Set<String> controllers) {}
