"""What holds of quizzes. Plain functions: no queries, no request. Import from the modules."""
