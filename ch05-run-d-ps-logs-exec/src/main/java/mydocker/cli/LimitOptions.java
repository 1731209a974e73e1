package mydocker.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Locale;
import mydocker.cgroup.Bytes;
import mydocker.cgroup.CpuList;
import mydocker.cgroup.Limits;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Docker's options for limits: their names, their ranges, and what docker says to a bad value. */
final class LimitOptions {
  private static final long MIN_MEMORY = 6 << 20;
  private static final long MIN_SHARES = 2;
  private static final long MAX_SHARES = 262_144;
  private static final double MIN_CPUS = 0.01;

  private LimitOptions() {}

  static Options addTo(Options options) {
    return options
        .addOption("m", "memory", true, "memory limit, such as 100m or 1.5g")
        .addOption(null, "memory-swap", true, "limit of memory and swap together; -1: no limit")
        .addOption(null, "cpus", true, "number of CPUs, such as 0.5")
        .addOption("c", "cpu-shares", true, "weight against other containers; 1024 is usual")
        .addOption(null, "cpuset-cpus", true, "CPUs to run on, such as 0-2,4")
        .addOption(null, "cpuset-mems", true, "memory nodes to allocate from")
        .addOption(null, "pids-limit", true, "number of processes and threads; -1: no limit");
  }

  static Limits parse(CommandLine line) throws ParseException, IOException {
    Limits limits = Limits.NONE;
    if (line.hasOption("memory")) {
      long memory = memory(line.getOptionValue("memory"));
      limits = memory > 0 ? limits.withMemory(memory) : limits;
    }
    if (line.hasOption("memory-swap")) {
      limits = memorySwap(limits, line.getOptionValue("memory-swap"));
    }
    if (line.hasOption("cpus")) {
      limits = limits.withCpus(cpus(line.getOptionValue("cpus")));
    }
    if (line.hasOption("cpu-shares")) {
      limits = cpuShares(limits, line.getOptionValue("cpu-shares"));
    }
    if (line.hasOption("cpuset-cpus")) {
      String cpus = line.getOptionValue("cpuset-cpus");
      requireSubset("cpus", "CPUs", cpus, CpuList.onlineCpus());
      limits = limits.withCpusetCpus(cpus);
    }
    if (line.hasOption("cpuset-mems")) {
      String nodes = line.getOptionValue("cpuset-mems");
      requireSubset("mems", "memory nodes", nodes, CpuList.onlineNodes());
      limits = limits.withCpusetMems(nodes);
    }
    if (line.hasOption("pids-limit")) {
      long pids = integer("pids-limit", line.getOptionValue("pids-limit"));
      limits = pids > 0 ? limits.withPids(pids) : limits;
    }
    return limits;
  }

  private static ParseException invalid(String value, String option, String why) {
    return new ParseException("invalid argument \"" + value + "\" for --" + option + ": " + why);
  }

  private static long bytes(String option, String value) throws ParseException {
    try {
      return Bytes.parse(value);
    } catch (IllegalArgumentException e) {
      throw invalid(value, option, e.getMessage());
    }
  }

  private static long integer(String option, String value) throws ParseException {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw invalid(value, option, "it is not a whole number");
    }
  }

  private static long memory(String value) throws ParseException {
    long memory = bytes("memory", value);
    if (memory == 0) {
      return memory; // docker's word for no limit
    }
    if (memory < MIN_MEMORY) {
      throw new ParseException("Minimum memory limit allowed is 6MB");
    }
    return memory;
  }

  private static Limits memorySwap(Limits limits, String value) throws ParseException {
    if (limits.memory().isEmpty()) {
      throw new ParseException(
          "You should always set the Memory limit when using Memoryswap limit, see --memory");
    }
    if (value.equals("-1")) {
      return limits.withMemorySwap(Limits.UNLIMITED);
    }
    long both = bytes("memory-swap", value);
    if (both < limits.memory().get()) {
      throw new ParseException(
          "Minimum memoryswap limit should be larger than memory limit, see --memory");
    }
    return limits.withMemorySwap(both);
  }

  private static double cpus(String value) throws ParseException {
    int machine = Runtime.getRuntime().availableProcessors();
    try {
      double cpus = new BigDecimal(value).doubleValue(); // a double could be "NaN", or "0x1p0"
      if (cpus >= MIN_CPUS && cpus <= machine) {
        return cpus;
      }
    } catch (NumberFormatException e) {
      throw invalid(value, "cpus", "it is not a number");
    }
    throw new ParseException(
        String.format(
            Locale.ROOT,
            "range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available",
            machine,
            machine));
  }

  private static Limits cpuShares(Limits limits, String value) throws ParseException {
    long shares = integer("cpu-shares", value);
    if (shares == 0) {
      return limits; // docker's word for its default
    }
    if (shares < MIN_SHARES) {
      throw new ParseException("the minimum allowed cpu-shares is " + MIN_SHARES);
    }
    if (shares > MAX_SHARES) {
      throw new ParseException("the maximum allowed cpu-shares is " + MAX_SHARES);
    }
    return limits.withCpuShares(shares);
  }

  private static void requireSubset(String option, String what, String wanted, String available)
      throws ParseException {
    BitSet missing;
    try {
      missing = CpuList.parse(wanted);
    } catch (IllegalArgumentException e) {
      throw invalid(wanted, "cpuset-" + option, e.getMessage());
    }
    missing.andNot(CpuList.parse(available));
    if (!missing.isEmpty()) {
      throw new ParseException(
          "Requested "
              + what
              + " are not available - requested "
              + wanted
              + ", available: "
              + available);
    }
  }
}
