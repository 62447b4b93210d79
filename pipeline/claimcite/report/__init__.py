"""What a person looks at: the summary of a run, and one document in the terminal. Functions return text; only the cli prints."""
