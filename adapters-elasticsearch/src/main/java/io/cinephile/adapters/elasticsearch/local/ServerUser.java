package io.cinephile.adapters.elasticsearch.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that the server runs as: the one who runs this process, or {@code nobody} where that is
 * root, because Elasticsearch refuses root.
 */
sealed interface ServerUser {

  /** Who the server has to run as here. */
  static ServerUser ofThisProcess() {
    boolean root = ShortCommand.run(List.of("id", "-u")).output().equals("0");
    return root ? Nobody.onLinux() : new Same();
  }

  /** Gives this user what the server writes to. */
  void own(List<Path> folders) throws IOException;

  /**
   * The words to put in front of a command so that it runs as this user.
   *
   * @param readable files that the user must be able to read, or the start is refused
   */
  List<String> prefix(List<Path> readable);

  /** Nothing to change. */
  record Same() implements ServerUser {

    @Override
    public void own(List<Path> folders) {}

    @Override
    public List<String> prefix(List<Path> readable) {
      return List.of();
    }
  }

  /** User and group 65534, by way of {@code setpriv}. */
  record Nobody() implements ServerUser {

    private static final int ID = 65534;

    private static final List<String> SETPRIV =
        List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups");

    /**
     * Ways through a folder of root's such as /root, the narrower one first; a container has often
     * only the second. Without {@code no_setuid_fixup} the kernel ignores capabilities in
     * access(2), which is how Java asks whether a file exists.
     */
    private static final List<String> CAPABILITIES = List.of("dac_read_search", "dac_override");

    static Nobody onLinux() {
      if (!OperatingSystem.isLinux()) {
        throw new LocalElasticsearchRefusedException(
            "Elasticsearch does not run as root. Start Cinephile as another user.");
      }
      if (!ShortCommand.run(with(SETPRIV, List.of("true"))).succeeded()) {
        throw new LocalElasticsearchRefusedException(
            "Elasticsearch does not run as root, and setpriv of util-linux, which would run it as another"
                + " user, is missing or not allowed here. Install util-linux, or start Cinephile as"
                + " another user.");
      }
      return new Nobody();
    }

    @Override
    public void own(List<Path> folders) throws IOException {
      for (Path folder : folders) {
        FolderTree.give(folder, ID);
      }
    }

    @Override
    public List<String> prefix(List<Path> readable) {
      List<List<String>> ways = new ArrayList<>();
      ways.add(SETPRIV);
      for (String capability : CAPABILITIES) {
        ways.add(
            with(
                SETPRIV,
                List.of(
                    "--securebits=+no_setuid_fixup",
                    "--inh-caps=-all,+" + capability,
                    "--ambient-caps=-all,+" + capability)));
      }
      return ways.stream()
          .filter(way -> readable.stream().allMatch(file -> canRead(way, file)))
          .findFirst()
          .orElseThrow(() -> unreadable(readable));
    }

    private static boolean canRead(List<String> way, Path file) {
      return ShortCommand.run(with(way, List.of("test", "-r", file.toString()))).succeeded();
    }

    private static LocalElasticsearchRefusedException unreadable(List<Path> files) {
      String file =
          files.stream()
              .filter(each -> !canRead(SETPRIV, each))
              .map(Path::toString)
              .findFirst()
              .orElse("its files");
      return new LocalElasticsearchRefusedException(
          ("Elasticsearch does not run as root, and user %d, as which it would run, cannot read %s because of a"
                  + " folder above. Choose a folder outside of it (with --home, or ES_JAVA_HOME for"
                  + " the JDK), or start Cinephile as another user.")
              .formatted(ID, file));
    }

    private static List<String> with(List<String> first, List<String> second) {
      List<String> both = new ArrayList<>(first);
      both.addAll(second);
      return List.copyOf(both);
    }
  }
}
