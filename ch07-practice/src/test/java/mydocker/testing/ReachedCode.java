package mydocker.testing;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * All code of a chapter that one of its tests can reach, as a digest that is the same in two
 * chapters if that code is. What a chapter adds to a class and the test never reaches makes no
 * difference.
 *
 * <p>Where it cannot know, it takes too much rather than too little:
 *
 * <ul>
 *   <li>A call reaches the method of every subclass that the reached code makes an object of.
 *   <li>A library may call what overrides a method of the library, and, if it is given the class
 *       itself (as Gson is), every method of it and of the classes of its fields.
 *   <li>A class brings its static initialiser, its superclasses and its fields along, and every
 *       test brings all resources along.
 *   <li>A test that asks for the class path or has the name of a class in a text, and so may start
 *       the program, or that looks up classes, members or resources by name, can reach anything:
 *       there is no digest for it.
 * </ul>
 *
 * The libraries are the same in all chapters (the parent POM has their versions), and so they are
 * not looked into. Nor are the extensions and listeners that META-INF registers for every test:
 * they check what it leaves behind and where it runs, and do not decide what it proves.
 */
final class ReachedCode {
  private static final Set<String> ANYTHING = Set.of("java.class.path", "user.dir");
  private static final Pattern LOOK_UP =
      Pattern.compile(
          "java/lang/Class\\.(forName|getResource.*|get(Declared)?(Method|Field|Constructor).*)"
              + "|java/lang/ClassLoader\\..*|java/util/ServiceLoader\\..*");
  private static final Pattern AROUND_EACH_TEST =
      Pattern.compile("Lorg/junit/jupiter/api/(Before|After)(Each|All);");
  private static final Pattern LAMBDA = Pattern.compile("lambda\\$\\w+\\$\\d+");
  private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

  private static ReachedCode ofThisChapter;

  private final Map<String, ClassNode> classes = new HashMap<>();
  private final Set<String> resources = new TreeSet<>();
  private final Map<String, Set<ClassNode>> ancestors = new HashMap<>();
  private final Map<String, Set<String>> subclasses = new HashMap<>();
  private final Map<MethodNode, String> digests = new HashMap<>();
  private final Map<String, Optional<String>> ofTests = new HashMap<>();
  private final Map<ClassNode, Set<String>> calledByLibraries = new HashMap<>();

  /** That of the chapter whose tests run in this JVM. */
  static synchronized ReachedCode ofThisChapter() {
    if (ofThisChapter == null) {
      try {
        ofThisChapter =
            new ReachedCode(List.of(Path.of("target/classes"), Path.of("target/test-classes")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ofThisChapter;
  }

  /** That of the class files in these folders. */
  ReachedCode(List<Path> folders) throws IOException {
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = folder.relativize(file).toString();
          if (name.endsWith(".class")) {
            ClassNode node = new ClassNode();
            new ClassReader(Files.readAllBytes(file))
                .accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            classes.put(node.name, node);
          } else if (!name.startsWith("META-INF")) {
            resources.add(name + " " + sha256(Files.readString(file, StandardCharsets.ISO_8859_1)));
          }
        }
      }
    }
    for (String name : classes.keySet()) {
      for (ClassNode ancestor : ancestors(name)) {
        subclasses.computeIfAbsent(ancestor.name, a -> new HashSet<>()).add(name);
      }
    }
  }

  /** The digest of what a test method reaches, if that can be told. */
  Optional<String> digest(String testClass, String testMethod) {
    return ofTests.computeIfAbsent(
        testClass.replace('.', '/') + "#" + testMethod,
        test -> {
          Walk walk = new Walk();
          walk.test(testClass.replace('.', '/'), testMethod);
          return walk.anything
              ? Optional.empty()
              : Optional.of(sha256(String.join("\n", walk.seen)));
        });
  }

  /** A class and all of ours that it inherits from, itself first. */
  private Set<ClassNode> ancestors(String name) {
    Set<ClassNode> all = ancestors.get(name);
    if (all == null) {
      all = new LinkedHashSet<>();
      ClassNode node = classes.get(name);
      if (node != null) {
        all.add(node);
        all.addAll(ancestors(node.superName));
        for (String parent : node.interfaces) {
          all.addAll(ancestors(parent));
        }
      }
      ancestors.put(name, all);
    }
    return all;
  }

  /** Of instructions and annotations, with the lambdas in place, whose numbers say nothing. */
  private String digest(ClassNode owner, MethodNode method) {
    String digest = digests.get(method);
    if (digest == null) {
      Textifier textifier = new Textifier();
      method.accept(new TraceMethodVisitor(textifier));
      StringWriter text = new StringWriter();
      textifier.print(new PrintWriter(text, true));
      digest =
          sha256(
              method.access
                  + LAMBDA
                      .matcher(text.toString())
                      .replaceAll(name -> lambda(owner, name.group())));
      digests.put(method, digest);
    }
    return digest;
  }

  private String lambda(ClassNode owner, String name) {
    return owner.methods.stream()
        .filter(m -> m.name.equals(name))
        .map(m -> digest(owner, m))
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no SHA-256", e);
    }
  }

  /** The names of the methods that a class has from libraries. */
  private Set<String> calledByLibraries(ClassNode node) {
    Set<String> names = calledByLibraries.get(node);
    if (names == null) {
      names = new HashSet<>();
      List<String> parents = new ArrayList<>(node.interfaces);
      parents.add(node.superName);
      for (String parent : parents) {
        if (classes.containsKey(parent)) {
          names.addAll(calledByLibraries(classes.get(parent)));
        } else {
          names.addAll(methodNames(parent.replace('/', '.')));
        }
      }
      calledByLibraries.put(node, names);
    }
    return names;
  }

  private static Set<String> methodNames(String libraryClass) {
    Set<String> names = new HashSet<>();
    try {
      Class<?> type = Class.forName(libraryClass, false, ReachedCode.class.getClassLoader());
      Stream.of(type.getMethods()).map(Method::getName).forEach(names::add);
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        Stream.of(c.getDeclaredMethods()).map(Method::getName).forEach(names::add);
      }
      return names;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("cannot find a superclass: " + libraryClass, e);
    }
  }

  private static List<AnnotationNode> annotations(MethodNode method) {
    List<AnnotationNode> all = new ArrayList<>();
    if (method.visibleAnnotations != null) {
      all.addAll(method.visibleAnnotations);
    }
    if (method.visibleParameterAnnotations != null) {
      Stream.of(method.visibleParameterAnnotations).filter(Objects::nonNull).forEach(all::addAll);
    }
    return all;
  }

  /** From one test to all that it reaches. */
  private final class Walk {
    private final Set<String> seen = new TreeSet<>(resources);
    private final Set<Object> visited = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Set<ClassNode>> ownersByCall = new HashMap<>();
    private final Deque<Runnable> toDo = new ArrayDeque<>();
    private boolean anything;

    void test(String testClass, String testMethod) {
      for (ClassNode node : ancestors(testClass)) {
        node.methods.stream()
            .filter(m -> m.name.equals(testMethod))
            .forEach(
                m -> {
                  types(m.desc, this::reflect);
                  reach(node, m);
                });
      }
      String outer = testClass;
      around(outer);
      while (outer.indexOf('$') > 0) {
        outer = outer.substring(0, outer.lastIndexOf('$'));
        around(outer);
      }
      while (!anything && !toDo.isEmpty()) {
        toDo.pop().run();
      }
    }

    /** What JUnit calls before and after each test of a class. */
    private void around(String testClass) {
      use(testClass);
      for (ClassNode node : ancestors(testClass)) {
        for (MethodNode method : node.methods) {
          if (method.name.equals("<init>")
              || annotations(method).stream()
                  .anyMatch(a -> AROUND_EACH_TEST.matcher(a.desc).matches())) {
            reach(node, method);
          }
        }
      }
    }

    private void types(String descriptor, Consumer<String> then) {
      TYPE.matcher(descriptor == null ? "" : descriptor)
          .results()
          .forEach(t -> then.accept(t.group(1)));
    }

    /** What a class is: what it inherits from, and what an object of it holds. */
    private void mention(String name) {
      ClassNode node = classes.get(name);
      if (node == null || !visited.add(node)) {
        return;
      }
      StringBuilder text = new StringBuilder();
      text.append(
          "class %s %s %s %s %s"
              .formatted(node.access, name, node.signature, node.superName, node.interfaces));
      for (FieldNode field : node.fields) {
        if ((field.access & ACC_STATIC) == 0) {
          text.append(
              " %s %s %s %s".formatted(field.access, field.name, field.desc, field.signature));
        }
        annotated(node, field.visibleAnnotations, text);
      }
      annotated(node, node.visibleAnnotations, text);
      seen.add(text.toString());
      mention(node.superName);
      node.interfaces.forEach(this::mention);
    }

    private void annotated(ClassNode on, List<AnnotationNode> annotations, StringBuilder text) {
      for (AnnotationNode annotation :
          annotations == null ? List.<AnnotationNode>of() : annotations) {
        text.append(' ').append(annotation.desc);
        value(on, annotation, text);
      }
    }

    /** Classes are named in annotations, and methods of the class that has the annotation. */
    private void value(ClassNode on, Object value, StringBuilder text) {
      if (value instanceof AnnotationNode annotation) {
        types(annotation.desc, this::mention);
        if (annotation.values != null) {
          annotation.values.forEach(v -> value(on, v, text));
        }
      } else if (value instanceof List<?> values) {
        values.forEach(v -> value(on, v, text));
      } else if (value instanceof Type type) {
        text.append(' ').append(type);
        types(type.getDescriptor(), this::reflect);
      } else if (value instanceof String name) {
        text.append(' ').append(name);
        reachAll(on, m -> m.name.equals(name));
        anything |= classes.containsKey(name.replaceFirst("#.*", "").replace('.', '/'));
      } else {
        text.append(' ').append(value instanceof Object[] o ? List.of(o) : value);
      }
    }

    /** A class is initialised, and there may be objects of it. */
    private void use(String name) {
      ClassNode node = classes.get(name);
      mention(name);
      if (node == null || !used.add(name)) {
        return;
      }
      use(node.superName);
      node.interfaces.forEach(this::use);
      if (node.superName.contains("/") && !node.superName.startsWith("java/lang/")) {
        types(node.signature, this::reflect); // new TypeToken<List<Mount>>() {}
      }
      Set<String> byLibraries = calledByLibraries(node);
      for (ClassNode ancestor : ancestors(name)) {
        for (MethodNode method : ancestor.methods) {
          if (method.name.equals("<clinit>") || byLibraries.contains(method.name)) {
            reach(ancestor, method);
          }
          String call = method.name + method.desc;
          if (ownersByCall.getOrDefault(call, Set.of()).stream()
              .anyMatch(ancestors(name)::contains)) {
            resolve(name, call);
          }
        }
      }
    }

    /** A library gets the class, and does with it what it likes. */
    private void reflect(String name) {
      ClassNode node = classes.get(name);
      if (node == null || !visited.add("reflect " + name)) {
        return;
      }
      use(name);
      reachAll(node, m -> (m.access & ACC_ABSTRACT) == 0);
      for (FieldNode field : node.fields) {
        if ((field.access & ACC_STATIC) == 0) {
          types(field.signature == null ? field.desc : field.signature, this::reflect);
        }
      }
    }

    private void reachAll(ClassNode node, Predicate<MethodNode> which) {
      node.methods.stream().filter(which).forEach(m -> reach(node, m));
    }

    private void call(String owner, String name, String descriptor, boolean isVirtual) {
      if (LOOK_UP.matcher(owner + "." + name).matches()) {
        anything = true;
      }
      mention(owner);
      String call = name + descriptor;
      resolve(owner, call);
      if (isVirtual
          && classes.containsKey(owner)
          && ownersByCall.computeIfAbsent(call, c -> new HashSet<>()).add(classes.get(owner))) {
        subclasses.get(owner).stream().filter(used::contains).forEach(c -> resolve(c, call));
      }
    }

    /** Reaches the method wherever the class has it from. */
    private void resolve(String owner, String call) {
      for (ClassNode node : ancestors(owner)) {
        reachAll(node, m -> call.equals(m.name + m.desc));
      }
    }

    private void reach(ClassNode owner, MethodNode method) {
      if (visited.add(method)) {
        toDo.add(() -> read(owner, method));
      }
    }

    private void read(ClassNode owner, MethodNode method) {
      if ((method.access & ACC_STATIC) != 0) {
        use(owner.name);
      }
      if (!LAMBDA.matcher(method.name).matches()) { // it stands where it is made
        seen.add(owner.name + "." + method.name + method.desc + " " + digest(owner, method));
      }
      for (AnnotationNode annotation : annotations(method)) {
        if (annotation.desc.endsWith("/MethodSource;") && annotation.values == null) {
          reachAll(owner, m -> m.name.equals(method.name));
        }
        value(owner, annotation, new StringBuilder());
      }
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof MethodInsnNode call) {
          if (call.getOpcode() == Opcodes.INVOKESTATIC) {
            use(call.owner);
          }
          boolean isVirtual =
              call.getOpcode() == Opcodes.INVOKEVIRTUAL
                  || call.getOpcode() == Opcodes.INVOKEINTERFACE;
          call(call.owner, call.name, call.desc, isVirtual);
        } else if (instruction instanceof FieldInsnNode field) {
          boolean isStatic =
              field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC;
          if (isStatic) {
            use(field.owner);
          } else {
            mention(field.owner);
          }
        } else if (instruction instanceof TypeInsnNode type) {
          if (type.getOpcode() == Opcodes.NEW) {
            use(type.desc);
          } else {
            mention(type.desc);
          }
        } else if (instruction instanceof LdcInsnNode constant) {
          constant(constant.cst);
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
          Stream.of(dynamic.bsmArgs).forEach(this::constant);
        }
      }
    }

    private void constant(Object constant) {
      if (constant instanceof String text
          && (ANYTHING.contains(text) || classes.containsKey(text.replace('.', '/')))) {
        anything = true;
      } else if (constant instanceof Type type && type.getSort() == Type.OBJECT) {
        reflect(type.getInternalName());
      } else if (constant instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL
            || handle.getTag() == Opcodes.H_INVOKESTATIC) {
          use(handle.getOwner());
        }
        call(
            handle.getOwner(),
            handle.getName(),
            handle.getDesc(),
            handle.getTag() == Opcodes.H_INVOKEVIRTUAL
                || handle.getTag() == Opcodes.H_INVOKEINTERFACE);
      }
    }
  }
}
