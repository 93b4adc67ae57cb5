package io.cinephile.adapters.spark.dataset;

import io.cinephile.domain.dataset.DatasetUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** GET requests with limits on time. */
final class HttpAnswers {
  private final DownloadLimits limits;
  private HttpClient client;

  HttpAnswers(DownloadLimits limits) {
    this.limits = limits;
  }

  /** An answer whose body is read as it comes. */
  record Answer(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * @throws IOException where no answer came, or none in time
   * @throws DatasetUnavailableException where the thread is interrupted
   */
  Answer get(URI uri, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(limits.answering()).header("User-Agent", "Cinephile");
    headers.forEach(request::setHeader);
    try {
      HttpResponse<InputStream> response =
          client().send(request.build(), BodyHandlers.ofInputStream());
      InputStream body = new ImpatientStream(response.body(), limits.silence());
      return new Answer(response.statusCode(), response.headers(), body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetUnavailableException("Interrupted while downloading " + uri, e);
    }
  }

  /** Made when it is first needed, because it brings threads and most runs download nothing. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              // Never from https to http.
              .followRedirects(HttpClient.Redirect.NORMAL)
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(limits.connecting())
              .build();
    }
    return client;
  }
}
