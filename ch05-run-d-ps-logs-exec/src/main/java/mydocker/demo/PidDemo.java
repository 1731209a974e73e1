package mydocker.demo;

import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.ProcStatus;

/** A child that is process 1: pid_namespaces(7). */
final class PidDemo extends NamespaceDemo {
  PidDemo() {
    super(
        "pid",
        "process 1, and 4711 at the same time",
        """
        clone(2) with CLONE_NEWPID numbers the child anew: it is process 1 inside. Outside it is a
        process as any other, so it has two numbers; the field NSpid of /proc/PID/status has both.
        Compare: what the child calls itself with what we call it.""",
        """
        echo $$                    this shell is process 1
        grep NSpid /proc/*/status  in another terminal: one line has two numbers, the last is 1
        ps                         shows the processes outside: /proc is still the host's""",
        UTS,
        IPC,
        PID);
  }

  @Override
  List<String> commands() {
    return List.of("echo $$");
  }

  @Override
  void show(PrintStream out) throws IOException {
    ChildProgram program =
        program()
            .parent(
                "look at it from outside",
                pid -> {
                  out.println("outside  clone(2) returned " + pid);
                  out.println("         NSpid: " + ProcStatus.of(Integer.toString(pid), "NSpid"));
                });
    out.println("inside   echo $$ prints " + Shell.output(program, namespaces(), "echo $$"));
  }
}
