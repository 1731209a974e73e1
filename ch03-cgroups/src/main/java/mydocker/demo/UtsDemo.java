package mydocker.demo;

import static mydocker.linux.Namespace.UTS;

import java.util.List;
import mydocker.linux.ChildProgram;

/** A child with a host name of its own: uts_namespaces(7). */
final class UtsDemo extends NamespaceDemo {
  UtsDemo() {
    super(
        "uts",
        "a host name of one's own",
        """
        clone(2) with CLONE_NEWUTS gives the child a copy of the two names that uname(2) returns,
        host name and domain name. sethostname(2) inside changes the copy.
        Compare: the host name, and which namespace /proc/PID/ns/uts names.""",
        """
        hostname changed; hostname     and then "hostname" in another terminal
        readlink /proc/$$/ns/uts       and the same for the shell in the other terminal
        echo $$                        and there: sudo readlink /proc/THAT NUMBER/ns/uts""",
        UTS);
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return program.sethostname("inner");
  }

  @Override
  List<String> commands() {
    return List.of("uname -n", "readlink /proc/self/ns/uts");
  }
}
