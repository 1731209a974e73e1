package mydocker.cgroup;

import java.time.Duration;
import java.util.Optional;

/**
 * What the processes of a cgroup use and have used. A number that the kernel does not keep is 0,
 * but for the peak.
 *
 * @param memory bytes now, page cache included
 * @param peak bytes at most so far; cgroup v2 keeps it since Linux 5.19
 * @param limitHits how often memory was short because of the limit, and had to be reclaimed
 * @param oomKills how many processes the kernel has killed because that did not help
 * @param cpu CPU time of all processes
 * @param pids tasks now
 */
public record Usage(
    long memory, Optional<Long> peak, long limitHits, long oomKills, Duration cpu, long pids) {}
