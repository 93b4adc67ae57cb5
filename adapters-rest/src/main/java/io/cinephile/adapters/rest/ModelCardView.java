package io.cinephile.adapters.rest;

import io.cinephile.application.BrowseGenerations.Registered;
import io.cinephile.application.ModelCard;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A model card, as JSON; {@link ModelCardDocument} makes a document of it. */
@Schema(name = "ModelCard")
record ModelCardView(
    @Schema(
            description = "What it is for.",
            examples = "Suggesting movies to people whose ratings it has learnt from.")
        String intendedUse,
    @Schema(
            description = "How it was made.",
            examples = "Two matrix factorisations by alternating least squares.")
        String method,
    @Schema(
            description = "What it is not for, and where it is weak.",
            examples = "[\"It knows nothing of anybody's age, sex, origin or occupation.\"]")
        List<String> limits,
    @Schema(description = "What the registry has of it.") ModelView model) {

  static ModelCardView of(Registered registered) {
    ModelCard card = ModelCard.of(registered);
    return new ModelCardView(
        card.intendedUse(), card.method(), card.limits(), ModelView.of(registered));
  }
}
