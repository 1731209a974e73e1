package mydocker.config;

import mydocker.cgroup.Limits;

/**
 * The cgroup of a container.
 *
 * @param parent the cgroup below which it gets its own
 * @param limits what it may use
 */
public record CgroupSpec(String parent, Limits limits) {}
