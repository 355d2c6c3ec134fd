"""What happens beside the programmes: activities, mentoring pairs, action plans of cities."""
