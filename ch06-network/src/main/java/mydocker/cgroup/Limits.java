package mydocker.cgroup;

import java.util.Optional;

/**
 * What a container may use, in docker's terms. What is empty is not limited.
 *
 * @param memory bytes of memory, at least 6 MiB
 * @param memorySwap bytes of memory and swap together; -1 for as much swap as there is
 * @param cpuQuota microseconds of CPU time in each {@link #CPU_PERIOD}
 * @param cpuShares the weight against other containers when CPUs are short, 2 to 262144; 1024 is
 *     what a container has by default
 * @param cpusetCpus the CPUs to run on, {@code 0-2,4}
 * @param cpusetMems the memory nodes to allocate from
 * @param pids the number of tasks (processes and threads)
 */
public record Limits(
    Optional<Long> memory,
    Optional<Long> memorySwap,
    Optional<Long> cpuQuota,
    Optional<Long> cpuShares,
    Optional<String> cpusetCpus,
    Optional<String> cpusetMems,
    Optional<Long> pids) {

  /** Microseconds: a tenth of a second, the kernel's default and docker's. */
  public static final long CPU_PERIOD = 100_000;

  /** For {@link #memorySwap}: no limit. */
  public static final long UNLIMITED = -1;

  /** Docker's default for memory and swap together: twice the memory. */
  static long twice(long memory) {
    return memory > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * memory;
  }

  /** Nothing is limited. */
  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** These, with the memory limited. */
  public Limits withMemory(long bytes) {
    return new Limits(
        Optional.of(bytes), memorySwap, cpuQuota, cpuShares, cpusetCpus, cpusetMems, pids);
  }

  /** These, with memory and swap together limited. */
  public Limits withMemorySwap(long bytes) {
    return new Limits(
        memory, Optional.of(bytes), cpuQuota, cpuShares, cpusetCpus, cpusetMems, pids);
  }

  /** These, with the CPU time limited to a number of CPUs: 0.5 is half of one. */
  public Limits withCpus(double cpus) {
    Optional<Long> quota = Optional.of(Math.round(cpus * CPU_PERIOD));
    return new Limits(memory, memorySwap, quota, cpuShares, cpusetCpus, cpusetMems, pids);
  }

  /** These, with another weight. */
  public Limits withCpuShares(long shares) {
    Optional<Long> weight = Optional.of(shares);
    return new Limits(memory, memorySwap, cpuQuota, weight, cpusetCpus, cpusetMems, pids);
  }

  /** These, on certain CPUs only. */
  public Limits withCpusetCpus(String cpus) {
    return new Limits(memory, memorySwap, cpuQuota, cpuShares, Optional.of(cpus), cpusetMems, pids);
  }

  /** These, with memory from certain nodes only. */
  public Limits withCpusetMems(String nodes) {
    return new Limits(
        memory, memorySwap, cpuQuota, cpuShares, cpusetCpus, Optional.of(nodes), pids);
  }

  /** These, with the number of tasks limited. */
  public Limits withPids(long tasks) {
    return new Limits(
        memory, memorySwap, cpuQuota, cpuShares, cpusetCpus, cpusetMems, Optional.of(tasks));
  }

  boolean hasCpuset() {
    return cpusetCpus.isPresent() || cpusetMems.isPresent();
  }
}
