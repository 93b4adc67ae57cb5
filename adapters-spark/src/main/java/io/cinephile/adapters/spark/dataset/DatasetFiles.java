package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetIdentity;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A data set as it lies on disk, found and verified, not yet read.
 *
 * @param identity name, layout and hash
 * @param folds those that the data set brings along, in the order of their names; often none
 */
public record DatasetFiles(
    DatasetIdentity identity, Layout layout, Path ratings, Path movies, List<FoldFiles> folds) {

  public DatasetFiles {
    folds = List.copyOf(folds);
  }

  /** An official split: both files are written like the ratings file. */
  public record FoldFiles(String name, Path training, Path test) {}

  /** How MovieLens wrote its files over the years. */
  public enum Layout {
    /** 100K: {@code u.data} with tabs, {@code u.item} with {@code |} and one column a genre. */
    TABS("100k", "u.data", "u.item", "\t", false, StandardCharsets.ISO_8859_1),
    /** 1M and 10M: {@code ratings.dat} and {@code movies.dat} with {@code ::}. */
    DOUBLE_COLONS("1m", "ratings.dat", "movies.dat", "::", false, StandardCharsets.UTF_8),
    /** latest, 20M, 25M, 32M: CSV with a header and quotes. */
    CSV("latest", "ratings.csv", "movies.csv", ",", true, StandardCharsets.UTF_8);

    private final String label;
    private final String ratingsFile;
    private final String moviesFile;
    private final String separator;
    private final boolean header;
    private final Charset charset;

    Layout(
        String label,
        String ratingsFile,
        String moviesFile,
        String separator,
        boolean header,
        Charset charset) {
      this.label = label;
      this.ratingsFile = ratingsFile;
      this.moviesFile = moviesFile;
      this.separator = separator;
      this.header = header;
      this.charset = charset;
    }

    /** For people and for {@link DatasetIdentity#layout}. */
    public String label() {
      return label;
    }

    public String ratingsFile() {
      return ratingsFile;
    }

    public String moviesFile() {
      return moviesFile;
    }

    /** Between two columns of the ratings file. */
    public String separator() {
      return separator;
    }

    public boolean hasHeader() {
      return header;
    }

    /** Of the movies file, unless it turns out not to be valid in it: then it is Latin-1. */
    public Charset charset() {
      return charset;
    }
  }
}
